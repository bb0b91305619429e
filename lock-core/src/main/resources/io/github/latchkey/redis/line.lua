-- Who holds a lock, who waits for it in which order, and to whom it is offered when it is free. It is no script of its own: acquire.lua
-- and retire.lua include it, after fence.lua.
--
-- KEYS  1 the exclusive holder: "<owner> <token>", or "- <token>" while a minimum hold runs out
--       2 shared holders and permits, a sorted set: owner -> expiry in milliseconds
--       3 the queue, a sorted set: owner -> arrival     4 seen, a sorted set: client -> its last look in milliseconds
-- ARGV  1 what the names of the clients' channels begin with; with a hash tag, that of the lock's slot, they are a cluster's sharded ones
--
-- An owner is "<client>:<sequence>:<mode>", with the mode x (exclusive), s (shared) or p<n> (one of at most n permits).

local LOCK, SHARED, QUEUE, SEEN = KEYS[1], KEYS[2], KEYS[3], KEYS[4]
-- In milliseconds: how long a client counts as alive after a look, and with it every offer to it; how long a queue lasts without looks.
local ALIVE, QUEUED = 2000, 60000

local function clientOf(owner)
  return string.match(owner, '^(.*):[^:]*:[^:]*$') or owner
end

local function kind(owner)
  return string.match(owner, ':([sp])(%d*)$')
end

-- Whether one more of this owner's kind may come in beside those who are in.
local function fits(owner)
  if redis.call('EXISTS', LOCK) == 1 then
    return false
  end
  if redis.call('EXISTS', SHARED) == 0 then
    return true
  end
  redis.call('ZREMRANGEBYSCORE', SHARED, '-inf', now())
  local inside = redis.call('ZRANGE', SHARED, 0, 0)[1]
  local mine, permits = kind(owner)
  return not inside
    or (mine ~= nil and mine == kind(inside) and (mine == 's' or redis.call('ZCARD', SHARED) < tonumber(permits)))
end

-- The members of a shared lock end one by one, the key with the last of them.
local function share(member, lease)
  local failure = failed(redis.pcall('ZADD', SHARED, now() + lease, member))
  if not failure and redis.call('PTTL', SHARED) < lease then
    redis.call('PEXPIRE', SHARED, lease)
  end
  return failure
end

-- Lets the owner in. Returns its token; or nothing, and what Redis said where it had no memory.
local function enter(owner, lease)
  -- The counter first: out of memory then leaves a gap in the tokens, and no lock that nobody knows of.
  local token, failure = draw(BLOCK)
  if token and kind(owner) then
    failure = share(owner, lease)
  elseif token then
    -- NX, because MGET shows a key of another type as missing, and that key is somebody's data.
    local reply = redis.pcall('SET', LOCK, owner .. ' ' .. token, 'PX', lease, 'NX')
    failure = failed(reply)
    token = reply and token
  end
  return not failure and token, failure
end

-- On a lock that has room: from the oldest ticket on, those of clients that are gone are dropped, and the living are offered the lock
-- as far as they fit; the first that does not fit keeps the younger ones waiting. An offer is open for as long as its client counts as
-- alive, so that one that died costs no more than that, however often it looked. `me`, who asks at this moment, is no offer but in for
-- its whole lease. Returns the token of `me`, if it came in.
local function serve(me, lease)
  local mine
  local owner = redis.call('ZRANGE', QUEUE, 0, 0)[1]
  while owner do
    local client = clientOf(owner)
    local seen = owner == me and now() or tonumber(redis.call('ZSCORE', SEEN, client) or -1)
    local alive = seen + ALIVE - now()
    -- Seen in the future: the server's clock went back, and nobody knows. A ticket dropped wrongly comes back with the next look.
    if alive > ALIVE or alive <= 0 then
      redis.call('ZREM', QUEUE, owner)
    elseif not fits(owner) then
      return mine
    else
      local token = enter(owner, owner == me and lease or alive)
      if not token then
        -- It stays free with its ticket, and whoever looks next tries again.
        return mine
      end
      redis.call('ZREM', QUEUE, owner)
      if owner == me then
        mine = token
      else
        -- Only a hint, and perhaps not allowed; the waiter's next poll finds the offer.
        if string.find(ARGV[1], '{', 1, true) then
          redis.pcall('SPUBLISH', ARGV[1] .. client, owner)
        else
          redis.pcall('PUBLISH', ARGV[1] .. client, owner)
        end
      end
      if not kind(owner) then
        return mine
      end
    end
    owner = redis.call('ZRANGE', QUEUE, 0, 0)[1]
  end
  return mine
end

-- Ends an owner's stand, and touches nothing of another owner. Returns whether the lock was the owner's. What frees comes first, and
-- what may fail for want of memory after it.
local function retire(owner, keep, tombstone, grave)
  local left = redis.call('ZREM', QUEUE, owner) == 1
  local ours
  if kind(owner) then
    local expiry = tonumber(redis.call('ZSCORE', SHARED, owner) or -1)
    redis.call('ZREM', SHARED, owner)
    ours = expiry > now()
    if ours and keep > 0 then
      share('-:' .. owner, keep)
    end
  else
    -- MGET shows a key of another type as missing, and that key is somebody's data.
    local holder, token = string.match(redis.call('MGET', LOCK)[1] or '', '^(%S+) (%d+)$')
    -- The owner alone decides: a late copy of its acquire may have taken the lock under another token.
    ours = holder == owner
    if ours and keep > 0 then
      -- Out of memory cannot stop this: what is left then is the owner's own value with the shorter time.
      redis.call('PEXPIRE', LOCK, keep)
      redis.pcall('SET', LOCK, '- ' .. token, 'PX', keep)
    elseif ours then
      redis.call('DEL', LOCK)
    end
  end
  if grave > 0 then
    redis.pcall('SET', tombstone, '1', 'PX', grave)
  end
  if ours or left then
    serve()
  end
  return ours
end
