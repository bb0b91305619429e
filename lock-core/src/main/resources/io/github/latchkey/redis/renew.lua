-- Makes leases run for at least their full length from now, where they still belong to their owners.
--
-- KEYS  the locks, one or more: "<owner> <token>"
-- ARGV  for each lock in turn: its owner, its lease in milliseconds
-- Reply for each lock in turn: 1 = renewed, 0 = no longer the owner's

local locks = redis.call('MGET', unpack(KEYS))
local replies = {}
for i, key in ipairs(KEYS) do
  local owner, lease = ARGV[2 * i - 1], tonumber(ARGV[2 * i])
  local ours = locks[i] and string.match(locks[i], '^(%S+) %d+$') == owner
  if ours and redis.call('PTTL', key) < lease then
    redis.call('PEXPIRE', key, lease)
  end
  replies[i] = ours and 1 or 0
end
return replies
