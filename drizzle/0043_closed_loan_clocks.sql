-- An application its lender's suspension or leaving sent back kept its clocks running, and so made the lender late for ever.
UPDATE loan_clock k SET done_on = (a.closed_at AT TIME ZONE 'Asia/Shanghai')::date FROM loan_application a WHERE a.id = k.application_id AND k.done_on IS NULL AND a.closed_at IS NOT NULL;
