-- Takes a lock that has room, or makes the lease of its owner whole again; where it has none, stands in line. It is also a waiter's
-- look, and how an offer is claimed. Idempotent by owner: it may run twice, or late.
--
-- KEYS  1 to 5 as in line.lua and fence.lua   6 the tombstone of the owner   7 with ARGV 7: the tombstone of that stand
-- ARGV  1 as in line.lua   2 the owner   3 its lease in milliseconds   4 "1" = it waits, and wants a ticket
--       5 what its token is to be at least, as in fence.lua; 0 or left out where that is nothing
--       6 its arrival, as an earlier reply said; "" or left out where none did
--       7 a stand to give up first, in the same step, and 8 milliseconds that the tombstone of that is kept, 0 = none; or left out
-- Reply { "GRANTED", token, 0, "", old } | { "BUSY", holder, its milliseconds left, -1 = for ever, arrival, old }
--       | { "REFUSED", "", 0, "", old }, where old is 1 if the lock was that of the stand given up, else 0

local owner, lease, waits = ARGV[2], tonumber(ARGV[3]), ARGV[4] == '1'

--#include fence

floor = tonumber(ARGV[5] or 0)

-- What most looks find that bring nothing along is answered before all the functions are set up: that is half of what such a call costs.
if not ARGV[6] then
  if redis.call('EXISTS', KEYS[1], KEYS[2], KEYS[3], KEYS[6]) == 0 and string.sub(owner, -2) == ':x' then
    -- The counter first: out of memory then leaves a gap in the tokens, and no lock that nobody knows of.
    local token, failure = draw(BLOCK)
    failure = failure or failed(redis.pcall('SET', KEYS[1], owner .. ' ' .. token, 'PX', lease))
    return failure or { 'GRANTED', token, 0, '', 0 }
  end
  if not waits then
    local lock, tombstone = unpack(redis.call('MGET', KEYS[1], KEYS[6]))
    local holder = lock and not tombstone and string.match(lock, '^(%S+) %d+$')
    if holder and holder ~= owner then
      return { 'BUSY', holder, redis.call('PTTL', KEYS[1]), '', 0 }
    end
  end
end

--#include line

local arrival = ARGV[6] or ''
local old = ARGV[7] and retire(ARGV[7], 0, KEYS[7], tonumber(ARGV[8])) and 1 or 0

local lock, tombstone = unpack(redis.call('MGET', LOCK, KEYS[6]))
if tombstone then
  return { 'REFUSED', '', 0, '', old }
end

-- One who claims its offer shows that its client is alive, which has other tickets perhaps.
local function claimed()
  if waits then
    redis.pcall('ZADD', SEEN, 'XX', now(), clientOf(owner))
  end
end

local holder, token = string.match(lock or '', '^(%S+) (%d+)$')
if holder == owner then
  -- No command shortens a lease: a late copy of an acquire must not undo a longer extension. Always written, for that is what a WAIT
  -- on this connection waits for.
  redis.call('PEXPIRE', LOCK, math.max(redis.call('PTTL', LOCK), lease))
  claimed()
  return { 'GRANTED', token, 0, '', old }
end

local score = not lock and kind(owner) and tonumber(redis.call('ZSCORE', SHARED, owner) or -1)
if score and score > now() then
  share(owner, math.max(score - now(), lease))
  claimed()
  local fresh, failure = draw(BLOCK)
  return failure or { 'GRANTED', fresh, 0, '', old }
end

local crowded = lock or redis.call('EXISTS', QUEUE, SHARED) > 0
if crowded and waits then
  -- Those who have not looked for too long are as good as unknown; they would pile up while others look. Goes first: after a write that
  -- needs no memory, Redis lets the others of a script pass even where it has none.
  redis.call('ZREMRANGEBYSCORE', SEEN, '-inf', now() - ALIVE)
  if arrival == '' then
    local failure
    arrival, failure = draw(1)
    if failure then
      return failure
    end
  end
  -- A ticket that was dropped comes back to its place.
  if redis.call('ZADD', QUEUE, 'NX', arrival, owner) == 0 then
    local place = redis.call('ZSCORE', QUEUE, owner)
    if tonumber(arrival) < tonumber(place) then
      -- It was dropped, and a late copy of the owner's first look has given it a later one.
      redis.call('ZADD', QUEUE, 'XX', arrival, owner)
    else
      arrival = place
    end
  end
  redis.call('ZADD', SEEN, now(), clientOf(owner))
  redis.call('PEXPIRE', QUEUE, QUEUED)
  redis.call('PEXPIRE', SEEN, QUEUED)
end

if not lock then
  local failure
  if crowded then
    token = serve(owner, lease)
  end
  -- One who does not wait has no ticket, and comes in where nobody else has one.
  if not token and (not crowded or not waits and redis.call('EXISTS', QUEUE) == 0 and fits(owner)) then
    token, failure = enter(owner, lease)
  end
  if token or failure then
    return failure or { 'GRANTED', token, 0, '', old }
  end
  lock = redis.call('MGET', LOCK)[1]
end

if lock then
  return { 'BUSY', string.match(lock, '^(%S+) %d+$') or lock, redis.call('PTTL', LOCK), arrival, old }
end
if redis.call('EXISTS', LOCK) == 1 then
  return { 'BUSY', 'a key of another type', redis.call('PTTL', LOCK), arrival, old }
end
local inside = redis.call('ZRANGE', SHARED, -1, -1, 'WITHSCORES')
if inside[1] then
  return { 'BUSY', string.match(inside[1], '^(-):') or inside[1], inside[2] - now(), arrival, old }
end
-- Neither in nor free: an offer found no memory.
return { 'BUSY', redis.call('ZRANGE', QUEUE, 0, 0)[1] or '-', ALIVE, arrival, old }
