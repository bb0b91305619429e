-- Makes leases run for at least their full length from now, where they still belong to their owners.
--
-- KEYS  for each lease in turn: the lock, "<owner> <token>"; of shared holders and permits the sorted set, owner -> expiry
-- ARGV  for each lease in turn: its owner, its lease in milliseconds
-- Reply for each lease in turn: 1 = renewed, 0 = no longer the owner's

-- A sorted set reads as missing here.
local locks = redis.call('MGET', unpack(KEYS))
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local replies = {}
for i, key in ipairs(KEYS) do
  local owner, lease = ARGV[2 * i - 1], tonumber(ARGV[2 * i])
  local ours
  if string.match(owner, ':[sp]%d*$') then
    -- A key of another type is nobody's lease, and no other lease's trouble.
    local score = redis.pcall('ZSCORE', key, owner)
    local expiry = type(score) == 'string' and tonumber(score) or -1
    ours = expiry > now
    if ours and expiry < now + lease then
      redis.call('ZADD', key, now + lease, owner)
    end
  else
    ours = locks[i] and string.match(locks[i], '^(%S+) %d+$') == owner
  end
  -- No command shortens a lease. Always written, for that is what a WAIT on this connection waits for.
  if ours then
    redis.call('PEXPIRE', key, math.max(redis.call('PTTL', key), lease))
  end
  replies[i] = ours and 1 or 0
end
return replies
