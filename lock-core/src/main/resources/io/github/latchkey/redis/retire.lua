-- Ends an owner's stand: release, cancel and loss are this one step. What it frees is offered to the next in line. Touches nothing of
-- another owner, and may run twice, or late.
--
-- KEYS  1 to 5 as in line.lua and fence.lua   6 with ARGV 3: the tombstone of the owner
-- ARGV  1 as in line.lua   2 the owner
--       the rest is left out where both are 0:
--       3 milliseconds that the lock stays taken by nobody, 0 = free at once   4 milliseconds that the tombstone is kept, 0 = none
-- Reply 1 = the lock was the owner's, 0 = it was not

local owner = ARGV[2]

-- A release where nobody waits is done before all the functions are set up: that is half of what it costs.
if not ARGV[3] and redis.call('EXISTS', KEYS[3]) == 0 and string.sub(owner, -2) == ':x' then
  -- MGET shows a key of another type as missing, and that key is somebody's data.
  local lock = redis.call('MGET', KEYS[1])[1]
  return lock and string.find(lock, owner .. ' ', 1, true) == 1 and redis.call('DEL', KEYS[1]) or 0
end

--#include fence

--#include line

return retire(owner, tonumber(ARGV[3] or 0), KEYS[6], tonumber(ARGV[4] or 0)) and 1 or 0
