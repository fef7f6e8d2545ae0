select 1; -- kept for risk: write here
