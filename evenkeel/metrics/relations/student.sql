-- Who gets rows; `wrote`: has an act on record. Rules 6, 7.
SELECT p.who, p.email, p.name, p.section, p.who IN (SELECT who FROM seen) AS wrote
FROM person p WHERE p.role = 'student'
