select 1; -- kept for documentCheck: write here
