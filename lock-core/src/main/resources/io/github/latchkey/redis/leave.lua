-- Gives a lock back while the keys of its slot are being moved to another node of a cluster, one by one: a script with one key finds it
-- wherever it is, one with several does not. It serves nobody and leaves no tombstone; the retire that follows does. Touches nothing of
-- another owner, and may run twice, or late.
--
-- KEYS  1 the lock, "<owner> <token>"; of shared holders and permits the sorted set, owner -> expiry
-- ARGV  1 the owner   2 milliseconds that the lock stays taken by nobody, 0 = free at once
-- Reply 1 = the lock was the owner's, 0 = it was not

local owner, keep = ARGV[1], tonumber(ARGV[2])

if string.match(owner, ':[sp]%d*$') then
  local time = redis.call('TIME')
  local now = time[1] * 1000 + math.floor(time[2] / 1000)
  -- A key of another type is somebody's data.
  local score = redis.pcall('ZSCORE', KEYS[1], owner)
  if type(score) ~= 'string' then
    return 0
  end
  redis.call('ZREM', KEYS[1], owner)
  local ours = tonumber(score) > now
  if ours and keep > 0 then
    redis.call('ZADD', KEYS[1], now + keep, '-:' .. owner)
    if redis.call('PTTL', KEYS[1]) < keep then
      redis.call('PEXPIRE', KEYS[1], keep)
    end
  end
  return ours and 1 or 0
end

-- MGET shows a key of another type as missing.
local holder, token = string.match(redis.call('MGET', KEYS[1])[1] or '', '^(%S+) (%d+)$')
if holder ~= owner then
  return 0
end
if keep > 0 then
  -- Out of memory cannot stop this: what is left then is the owner's own value with the shorter time.
  redis.call('PEXPIRE', KEYS[1], keep)
  redis.pcall('SET', KEYS[1], '- ' .. token, 'PX', keep)
else
  redis.call('DEL', KEYS[1])
end
return 1
