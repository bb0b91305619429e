-- Raises the token of a grant to at least that of the same grant elsewhere, where the lock still is its owner's, and with it all that are
-- drawn later. Changes no lease.
--
-- KEYS  1 the lease: the lock, "<owner> <token>", or of shared holders and permits the sorted set, owner -> expiry
--       2 the last fencing token of the slot
-- ARGV  1 the owner   2 the token   3 the last token of its block
-- Reply 1 = the lock is the owner's, 0 = it is not

local owner = ARGV[1]
local holder, token
if string.match(owner, ':[sp]%d*$') then
  local time = redis.call('TIME')
  local expiry = tonumber(redis.call('ZSCORE', KEYS[1], owner) or -1)
  if expiry <= time[1] * 1000 + math.floor(time[2] / 1000) then
    return 0
  end
else
  -- MGET shows a key of another type as missing, and that key is somebody's data.
  holder, token = string.match(redis.call('MGET', KEYS[1])[1] or '', '^(%S+) (%d+)$')
  if holder ~= owner then
    return 0
  end
end

-- The counter first: out of memory then leaves a gap in the tokens, and nothing that later ones could fall behind.
if (tonumber(redis.call('GET', KEYS[2])) or 0) < tonumber(ARGV[3]) then
  redis.call('SET', KEYS[2], ARGV[3])
end
local left = redis.call('PTTL', KEYS[1])
if token and tonumber(token) < tonumber(ARGV[2]) and left > 0 then
  redis.call('SET', KEYS[1], owner .. ' ' .. ARGV[2], 'PX', left)
end
return 1
