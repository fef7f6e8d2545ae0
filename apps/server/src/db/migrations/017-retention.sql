select 1; -- kept for the retention clocks
