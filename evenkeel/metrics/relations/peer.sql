-- With whom a student's exchanges count: everybody on the roster, or students only. Rules 17, 60.
SELECT who FROM person WHERE role = 'student' OR NOT getvariable('students_only')
