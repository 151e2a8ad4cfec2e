"""The sentences between the subjects: openings and endings, comments and answers, and what fits a status."""

from __future__ import annotations

OPENERS = (
    "This week I spent time with {group} in {place}.",
    "We talked about {topic} in class, and it stayed with me.",
    "I started this post three times.",
    "On the bus to {place} I finally read the assigned chapter on {topic}.",
    "Here is a small thing I noticed about {topic}.",
    "My question for the week was simple: does {topic} change anything?",
    "I promised in the last post to come back to {topic}.",
    "{person} answered my email, so here is what I learned.",
    "Short notes from a long Thursday.",
    "I changed my mind about {topic}, and here is why.",
)
HELLOS = (
    "This is my notebook for the public relations class.",
    "I will write here every week, mostly about {topic}.",
    "Before college I worked in {place}, where everybody reads the notice board.",
    "I chose this class because of {group}, which never answers anybody.",
    "Comments are open, and I promise to read them.",
    "I have never kept a blog, so please be patient.",
    "My goal for the term: talk with {group} and not at them.",
)
CLOSERS = (
    "What would you have done?",
    "If you know a counterexample, please leave it below.",
    "Next week I want to try the same with {group}.",
    "I am not sure yet, and that is fine.",
    "Tell me where I am wrong.",
    "The lesson I take with me: ask one more question than feels polite.",
    "I will report back when they answer.",
    "Has anybody in section two seen the same in {place}?",
    "My action item is small: answer every comment here by Sunday.",
    "That is all the certainty I have to offer.",
)
LINKING = (
    "At first that looked like bad luck.",
    "I had expected the opposite.",
    "Compare that with {group}.",
    "The textbook would call this two-way; I would call it manners.",
    "There is a cost, of course.",
    "In {place} people notice such things.",
    "It is easy to be clever about this from a classroom.",
    "Still, I would not copy it blindly.",
    "One example is not evidence, so I looked for a second.",
    "That is the part I keep thinking about.",
    "None of this needs a budget.",
    "I asked {person}, who laughed.",
)
COMMENTS = (
    "I like how you brought in {topic}; I had only thought about it from the company's side.",
    "Your point about {topic} fits what we saw at {group} last month.",
    "I am not convinced yet. How would {group} find the time?",
    "This made me go back and rewrite my own post about {topic}.",
    "Did they ever answer you? I wrote to them weeks ago and heard nothing.",
    "The example from {place} is great. Could you add a link?",
    "I read it the other way round: silence can also be a choice.",
    "Strong ending. I would have put it first.",
    "We had the same at my internship, with {person} doing everything alone.",
    "What would you measure if you had to pick one thing about {topic}?",
    "I disagree a little: {group} did reply, only very late.",
    "Thanks for writing this down, I will use it for the audit.",
    "Do you think it works the same in {place}?",
    "That line about {topic} should be on the syllabus.",
    "I tried your idea today and got {number} answers.",
    "Could one reason be that nobody owns the account on weekends?",
)
ANSWERS = (
    "Thanks, that is a fair point. I had only looked at {group}.",
    "Good question. I asked {person} and they said yes.",
    "You are right, I will add the link tonight.",
    "I think so, but {place} may be a special case.",
    "Honestly, I do not know. Shall we ask in class?",
    "That is a nicer way to put it than mine.",
    "I changed the second paragraph because of you.",
    "They answered at last, on Monday.",
    "I would measure the answers, not the likes.",
    "Agreed on {topic}, but the budget matters too.",
    "Happy to compare notes on Thursday.",
    "Fair. My sample was {number} posts, so do not build on it.",
)
STATUS = (
    "Drafting the weekly post on {topic}. Coffee count: three.",
    "{group} just answered a question from last week. Better late than never.",
    "Hot take: a holding statement is a kindness.",
    "Walked through {place} with a camera. Rain, but good faces.",
    "New post is up, on {topic}.",
    "Anyone else reading the case about {group} twice?",
    "Reminder to self: subtitles before music.",
    "{number} people at the open day in {place}. I talked with most of them.",
    "If your media release needs a second page, it needs a second release.",
    "The library's page is a lesson in {topic}.",
    "Queue for the printers: {number} people. Morale: fine.",
    "Sunday plan: laundry & comments & {topic}.",
    "Saw a pitch land {span}. It had a street name in it.",
    "I keep a list of questions {group} never answered. It is long.",
    "Somebody thanked the bus driver on the bus authority's page, and they passed it on. That is the job.",
    'Today in class: apologies without the word "if".',
    "Rewatching the video. The door is still in it.",
    "Snow again at {place}. The city posts more than the ploughs do.",
)
TALK = (
    "did you see what {group} wrote today?",
    "your post on {topic} was worth the read.",
    "are you coming to {place} on Friday?",
    "same here, I counted {number}.",
    "could you send me the link about {topic}?",
    "that is exactly what {person} told us.",
    "thanks for the comment, I answered on the blog.",
    "I would start with the headline.",
    "no way. all of that {span}?",
    "let us film it together, I have the tripod.",
    "good catch, fixed now.",
    "I owe you a coffee for that idea.",
)
SHOUTS = (
    "Question for {handle}: who answers your page on weekends?",
    "Lovely to talk with {handle} about {topic} today.",
    "{handle} put subtitles on everything this month. Thank you.",
    "Asked {handle} for a number and got {number} pages.",
)
ORGS = ("millbrook_herald", "oldmill_bakery", "fenwick_transit", "larchhill_library")
ORG_NAMES = ("Millbrook Herald", "Old Mill Bakery", "Fenwick Transit", "Larch Hill Library")
ORG_NEWS = (
    "Open late on Thursday for the students of the audit project, come and ask us anything about {topic}.",
    "We asked {number} neighbors in {place} what they want to read. Here is the list, unedited.",
    "Volunteers wanted at {place}: two hours, warm soup, and we answer every message ourselves.",
)
ORG_ANSWERS = (
    "Thank you for asking. On weekends it is one of us, on a phone.",
    "Glad you came by. Send us the post when it is up.",
    "We did not know that, and we will look into it on Monday.",
    "Happy to answer more questions at the desk.",
)
