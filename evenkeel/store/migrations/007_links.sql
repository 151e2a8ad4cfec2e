-- Whether an act's text holds a link (not its own address): one of two ways to be more than a greeting.
ALTER TABLE act ADD COLUMN linked INTEGER NOT NULL DEFAULT 0;
UPDATE act SET linked = 1 WHERE id IN (
    SELECT act_id FROM said WHERE instr(text, 'http://') > 0 OR instr(text, 'https://') > 0
);
