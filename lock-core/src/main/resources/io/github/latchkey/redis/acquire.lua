-- Takes a lock that is free, or makes the lease of its owner whole again. Idempotent by owner: it may run twice, or late.
--
-- KEYS  1 the lock: "<owner> <token>"   2 the tombstone of the owner   3 the last fencing token of the slot
-- ARGV  1 the owner                     2 the lease in milliseconds
-- Reply { "GRANTED", token, 0 } | { "BUSY", holder, its milliseconds left, -1 = for ever } | { "REFUSED", "", 0 }

local owner, lease = ARGV[1], tonumber(ARGV[2])
local lock, tombstone, last = unpack(redis.call('MGET', KEYS[1], KEYS[2], KEYS[3]))

if tombstone then
  return { 'REFUSED', '', 0 }
end

if lock then
  local holder, token = string.match(lock, '^(%S+) (%d+)$')
  local left = redis.call('PTTL', KEYS[1])
  if holder ~= owner then
    return { 'BUSY', holder or lock, left }
  end
  -- No command shortens a lease: a late copy of an acquire must not undo a longer extension.
  if left < lease then
    redis.call('PEXPIRE', KEYS[1], lease)
  end
  return { 'GRANTED', token, 0 }
end

-- Grows even after the counter was lost, unless the server's clock went back as well. "%.0f", for tostring loses digits.
local time = redis.call('TIME')
local token = string.format('%.0f', math.max((tonumber(last) or 0) + 1, time[1] * 1000000 + time[2]))

-- The counter first: out of memory then leaves a gap in the tokens, and no lock that nobody knows of.
redis.call('SET', KEYS[3], token)
-- NX, because MGET shows a key of another type as missing, and that key is somebody's data.
if not redis.call('SET', KEYS[1], owner .. ' ' .. token, 'PX', lease, 'NX') then
  return { 'BUSY', 'a key of another type', redis.call('PTTL', KEYS[1]) }
end
return { 'GRANTED', token, 0 }
