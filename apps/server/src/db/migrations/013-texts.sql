select 1; -- kept for texts: write here
