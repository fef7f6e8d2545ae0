select 1; -- kept for the versioned texts
