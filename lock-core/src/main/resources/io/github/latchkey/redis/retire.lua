-- Ends an owner's stand: release, cancel and loss are this one step. What it frees is offered to the next in line. Touches nothing of
-- another owner, and may run twice, or late. Begins with line.lua.
--
-- KEYS  1 to 6 as in line.lua
-- ARGV  1 as in line.lua   2 the owner   3 milliseconds that the lock stays taken by nobody, 0 = free at once
--       4 milliseconds that the tombstone is kept, 0 = none
-- Reply 1 = the lock was the owner's, 0 = it was not

return retire(ARGV[2], tonumber(ARGV[3]), KEYS[6], tonumber(ARGV[4])) and 1 or 0
