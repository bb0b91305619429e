-- Ends an owner's stand: release, cancel and loss are this one step. Touches nothing of another owner.
--
-- KEYS  1 the lock: "<owner> <token>"   2 the tombstone of the owner
-- ARGV  1 the owner   2 milliseconds that the lock stays taken by nobody, 0 = free at once
--       3 milliseconds that the tombstone is kept, 0 = none
-- Reply 1 = the lock was the owner's, 0 = it was not

local owner, keep, grave = ARGV[1], tonumber(ARGV[2]), tonumber(ARGV[3])
local lock = redis.call('GET', KEYS[1])
local holder, token = string.match(lock or '', '^(%S+) (%d+)$')
-- The owner alone decides: a late copy of its acquire may have taken the lock under another token.
local ours = holder == owner

if ours and keep > 0 then
  -- Out of memory cannot stop this: what is left then is the owner's own value with the shorter time.
  redis.call('PEXPIRE', KEYS[1], keep)
  redis.pcall('SET', KEYS[1], '- ' .. token, 'PX', keep)
elseif ours then
  redis.call('DEL', KEYS[1])
end

if grave > 0 then
  redis.pcall('SET', KEYS[2], '1', 'PX', grave)
end
return ours and 1 or 0
