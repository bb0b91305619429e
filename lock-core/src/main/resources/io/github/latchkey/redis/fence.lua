-- The time, and the fencing tokens of a slot. It is no script of its own: acquire.lua and retire.lua include it.
--
-- KEYS  5 the last fencing token of the slot

local BLOCK = 32

-- What one who asks several servers would have the next number be at least, in microseconds, so that all give the same. Where it is more
-- than this ahead of the time, it is passed over: the numbers are to stay near the time, which is all that is left if they are lost.
local floor, AHEAD = 0, 10000000

local micros
local function now()
  if not micros then
    local time = redis.call('TIME')
    micros = time[1] * 1000000 + time[2]
  end
  return math.floor(micros / 1000)
end

local function failed(reply)
  return type(reply) == 'table' and reply.err and reply
end

-- The next number of the slot, and with it the following ones as far as `size` goes. It grows even after the counter was lost,
-- unless the server's clock went back as well. "%.0f", for tostring loses digits.
local last
local function draw(size)
  now()
  local first = math.max((last or tonumber(redis.call('GET', KEYS[5])) or 0) + 1, micros, floor < micros + AHEAD and floor or 0)
  local failure = failed(redis.pcall('SET', KEYS[5], string.format('%.0f', first + size - 1)))
  last = not failure and first + size - 1
  return last and string.format('%.0f', first), failure
end
