select 1; -- kept for customers-rights: write here
