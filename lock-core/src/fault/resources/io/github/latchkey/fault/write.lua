-- Writes the resource, where no later section has touched it.
--
-- KEYS  1 the floor   2 the value   3 the log of all accesses
-- ARGV  1 the token   2 1 = refuse any token but the floor's, 0 = accept anything   3 what to log of the section   4 the new value
-- Reply 1 = written, 0 = refused

local accepted = ARGV[2] == '0' or ARGV[1] == redis.call('GET', KEYS[1])

redis.call('RPUSH', KEYS[3], (accepted and 'WRITE OK ' or 'WRITE FAIL ') .. ARGV[1] .. ' ' .. ARGV[4] .. ' ' .. ARGV[3])
if not accepted then
  return 0
end
redis.call('SET', KEYS[2], ARGV[4])
return 1
