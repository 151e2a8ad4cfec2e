-- Acts with a class tag, a scheduled exercise's id or a class hashtag, or whose ancestor has one. Rules 22, 23.
-- What a student handed in for an exercise is coursework too.
WITH RECURSIVE thread AS (
    SELECT t.act
    FROM tag t JOIN seen USING (act)
    WHERE t.tag IN (SELECT tag FROM class_tag)
       OR (NOT t.in_text AND t.tag IN (SELECT exercise FROM exercise))
    UNION
    SELECT act FROM submission
    UNION
    SELECT c.act FROM seen c JOIN thread p ON c.parent = p.act
)
SELECT act FROM thread
