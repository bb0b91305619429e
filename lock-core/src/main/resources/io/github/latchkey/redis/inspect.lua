-- Looks at a lock, and changes nothing.
--
-- KEYS  1 the exclusive holder: "<owner> <token>"   2 shared holders and permits: owner -> expiry   3 the queue: owner -> arrival
-- ARGV  none
-- Reply { token or "0", milliseconds left, -1 = for ever, 0 = free, tickets in the queue, holder, holder, ... }

local lock = redis.call('GET', KEYS[1])
local waiting = redis.call('ZCARD', KEYS[3])
if lock then
  local holder, token = string.match(lock, '^(%S+) (%d+)$')
  return { token or '0', redis.call('PTTL', KEYS[1]), waiting, holder or lock }
end
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local reply = { '0', 0, waiting }
local members = redis.call('ZRANGEBYSCORE', KEYS[2], '(' .. now, '+inf', 'WITHSCORES')
for i = 1, #members, 2 do
  reply[2] = members[i + 1] - now
  table.insert(reply, string.match(members[i], '^(-):') or members[i])
end
return reply
