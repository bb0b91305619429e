-- Looks at a lock, and changes nothing.
--
-- KEYS  1 the lock: "<owner> <token>"
-- ARGV  none
-- Reply { owner, token, its milliseconds left, -1 = for ever } | { } where the lock is free

local lock = redis.call('GET', KEYS[1])
if not lock then
  return {}
end
local holder, token = string.match(lock, '^(%S+) (%d+)$')
return { holder or lock, token or '0', redis.call('PTTL', KEYS[1]) }
