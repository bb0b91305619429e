-- Makes every lock older, as if time had gone by, or younger, as if the server's clock had gone back. Deletes what has run out;
-- before the clock goes back that too which no script has looked at since.
--
-- KEYS  none
-- ARGV  1 what the keys begin with   2 milliseconds, negative = back

local delta = tonumber(ARGV[2])
for _, key in ipairs(redis.call('KEYS', ARGV[1] .. '*')) do
  local left = redis.call('PTTL', key)
  if left >= 0 and left <= delta then
    redis.call('DEL', key)
  elseif left >= 0 then
    redis.call('PEXPIRE', key, left - delta)
  end
  if delta < 0 and string.find(key, '}:shared$') then
    local time = redis.call('TIME')
    redis.call('ZREMRANGEBYSCORE', key, '-inf', time[1] * 1000 + math.floor(time[2] / 1000))
  end
  if string.find(key, '}:shared$') or string.find(key, '}:seen$') then
    for _, member in ipairs(redis.call('ZRANGE', key, 0, -1)) do
      redis.call('ZINCRBY', key, -delta, member)
    end
  end
end
