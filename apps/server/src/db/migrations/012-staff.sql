select 1; -- kept for staff-security: write here
