select 1; -- kept for models: write here
