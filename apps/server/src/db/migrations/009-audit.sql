select 1; -- kept for audit-tree: write here
