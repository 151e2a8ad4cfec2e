"""What columns are called: our fields, and the words that tables of other programs use for them, the likeliest first.

English, then German, French, Spanish and Dutch; written without accents, in lower case.
"""

_WHO = (
    "author", "user full name", "userfullname", "student", "user", "username", "sender", "from", "name", "full name",
    "poster", "posted by", "written by", "created by", "writer", "person", "member", "participant", "learner", "who",
    "screen name", "handle", "email", "email address", "display name", "actor", "employee",
    "autor", "verfasser", "absender", "benutzer", "nutzer", "vollstandiger name", "studierende", "teilnehmer", "von",
    "auteur", "expediteur", "utilisateur", "etudiant", "nom", "nom complet", "de",
    "remitente", "usuario", "estudiante", "alumno", "nombre", "nombre completo",
    "afzender", "gebruiker", "naam", "volledige naam", "deelnemer", "door", "van",
)  # fmt: skip
_WHEN = (
    "at", "created", "created at", "posted", "posted at", "published", "timestamp", "date", "datetime", "time",
    "sent", "when", "submitted", "erstellt", "gesendet", "veroffentlicht", "datum", "zeitpunkt", "zeit",
    "uhrzeit", "publie", "envoye", "cree", "heure", "publicado", "enviado", "creado", "fecha", "hora",
    "geplaatst", "verzonden", "aangemaakt", "tijdstip", "tijd",
)  # fmt: skip
_WHOM = (
    "to", "recipient", "addressee", "receiver", "target", "mentions", "mentioned", "an", "empfanger",
    "reply to", "destinataire", "para", "destinatario", "aan", "ontvanger",
)  # fmt: skip
_PLATFORM = (
    "platform", "network", "channel", "site", "website", "app", "source", "plattform", "kanal", "netzwerk",
    "plateforme", "reseau", "plataforma", "canal", "red", "kanaal", "netwerk",
)  # fmt: skip
_PURPOSE = ("purpose", "category", "zweck", "but", "objet", "proposito", "doel")

WORDS: dict[str, dict[str, tuple[str, ...]]] = {
    "acts": {
        "author": _WHO,
        "at": _WHEN,
        "text": (
            "text", "message", "content", "body", "comment", "post", "reply", "tweet", "note",
            "nachricht", "inhalt", "beitrag", "kommentar", "texte", "contenu", "commentaire", "corps",
            "texto", "mensaje", "contenido", "comentario", "tekst", "bericht", "inhoud", "reactie",
        ),
        "id": (
            "id", "post id", "message id", "comment id", "entry id", "guid", "kennung", "identifiant", "identificador",
        ),
        "in_reply_to": (
            "in reply to", "parent", "parent id", "reply to", "parent post", "parent entry id", "answers",
            "antwort auf", "en reponse a", "reponse a", "en respuesta a", "respuesta a", "antwoord op",
        ),
        "to": _WHOM,
        "kind": ("kind", "type", "art", "typ", "tipo", "soort"),
        "platform": _PLATFORM,
        "tags": (
            "tags", "labels", "categories", "hashtags", "keywords", "topic", "schlagworte", "kategorien", "etiquettes",
            "mots cles", "etiquetas", "categorias", "trefwoorden",
        ),
        "purpose": _PURPOSE,
        "url": ("url", "link", "permalink", "web address", "adresse", "lien", "enlace", "koppeling"),
    },
    "time": {
        "student": _WHO,
        "start": (
            "start", "started", "start time", "start date", "begin", "began", "from", "date", "day", "when",
            "timestamp", "time", "beginn", "anfang", "von", "datum", "tag", "debut", "jour", "inicio", "desde", "fecha",
            "dia", "starttijd", "van", "dag", "de",
        ),
        "end": (
            "end", "ended", "end time", "end date", "stop", "stopped", "finish", "until", "till", "to", "ende", "bis",
            "fin", "a", "hasta", "einde", "eind", "eindtijd", "tot",
        ),
        "minutes": (
            "minutes", "duration", "time spent", "spent", "how long", "lasted", "mins", "min", "hours",
            "hrs", "length", "total time", "elapsed",
            "seconds", "dauer", "minuten", "stunden", "duree", "heures", "duracion", "minutos", "horas", "tiempo",
            "duur", "uren",
        ),
        "activity": (
            "activity", "task", "description", "what", "title", "project", "note", "notes", "comment", "details",
            "tatigkeit", "aktivitat", "aufgabe", "beschreibung", "activite", "tache", "actividad", "tarea",
            "descripcion", "activiteit", "taak", "omschrijving",
        ),
        "platform": _PLATFORM,
        "purpose": _PURPOSE,
        "meant_to_work": ("meant to work", "i meant to be working", "procrastination", "procrastinated"),
        "evidence": ("evidence",),
    },
    "ties": {
        "sender": (*_WHO, "source"),
        "receiver": (*_WHOM, "replied to", "answered"),
        "time": _WHEN,
        "id": ("id",),
        "text": ("text", "message", "content", "comment", "reply"),
        "platform": _PLATFORM,
        "weight": ("weight", "count", "strength", "times"),
    },
    "roster": {
        "email": (
            "email", "email address", "mail", "e mail", "e mail adresse", "courriel", "adresse e mail", "correo",
            "correo electronico", "e mailadres",
        ),
        "name": (
            "name", "full name", "student", "student name", "display name", "vollstandiger name", "nom", "nom complet",
            "nombre", "nombre completo", "naam", "volledige naam",
        ),
        "role": ("role", "rolle", "rol"),
        "section": (
            "section", "group", "class", "course group", "gruppe", "kurs", "klasse", "groupe", "classe", "grupo",
            "seccion", "groep", "klas",
        ),
        "blog": ("blog", "blog url", "blog address", "website", "site", "url", "web address"),
        "x": ("x", "twitter", "x handle", "twitter handle", "x account"),
        "mastodon": ("mastodon", "fediverse"),
        "bluesky": ("bluesky", "bsky"),
    }
    | {
        name: (name,)
        for name in ("threads", "instagram", "facebook", "linkedin", "youtube", "reddit", "tumblr", "medium",
                     "substack", "tiktok")
    },
}  # fmt: skip
# Words that speak against a field though another word of the name speaks for it.
UNLIKE: dict[str, frozenset[str]] = {
    "author": frozenset({"id", "affected", "recipient", "to", "course", "file", "group", "last", "first"}),
    "sender": frozenset({"id", "affected", "course", "file", "group", "last", "first"}),
    "student": frozenset({"id", "affected", "course", "file", "group", "last", "first", "project", "client"}),
    "at": frozenset({"modified", "updated", "edited", "deleted", "last", "due", "end", "geandert", "modifie"}),
    "start": frozenset(
        {"end", "stop", "finish", "until", "to", "ende", "bis", "fin", "hasta", "einde", "tot", "created"}
    ),
    "end": frozenset({"start", "begin", "from", "von", "debut", "inicio", "desde"}),
    "text": frozenset({"format", "trust", "count", "id", "length", "subject", "title", "plain"}),
    "minutes": frozenset({"count", "break", "pause", "rate"}),
    "activity": frozenset({"id"}),
    "name": frozenset({"first", "last", "user", "login", "id", "course", "file", "group"}),
    "email": frozenset({"parent", "guardian"}),
    "id": frozenset({"author", "user", "student", "member", "person", "account", "course", "parent", "thread"}),
    "tags": frozenset({"count"}),
}  # fmt: skip
FIRST_NAME = ("first name", "given name", "firstname", "vorname", "prenom", "voornaam", "nombre", "nombres")
LAST_NAME = ("last name", "surname", "family name", "lastname", "nachname", "familienname", "nom", "nom de famille",
             "apellido", "apellidos", "achternaam")  # fmt: skip
HOURS = frozenset({"hours", "hour", "hrs", "h", "decimal", "stunden", "std", "heures", "horas", "uren", "uur"})
SECONDS = frozenset({"seconds", "second", "secs", "sec", "s", "sekunden", "secondes", "segundos", "seconden"})
