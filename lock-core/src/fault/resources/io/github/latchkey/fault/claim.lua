-- Touches the resource for the first time in a section: raises the floor to the section's token, and reads.
--
-- KEYS  1 the floor   2 the value   3 the log of all accesses
-- ARGV  1 the token   2 1 = refuse what is below the floor, 0 = accept anything   3 what to log of the section
-- Reply the value, or -1 = refused

local floor = tonumber(redis.call('GET', KEYS[1]) or '0')
local value = redis.call('GET', KEYS[2]) or '0'
local accepted = ARGV[2] == '0' or tonumber(ARGV[1]) >= floor

redis.call('RPUSH', KEYS[3], (accepted and 'READ OK ' or 'READ FAIL ') .. ARGV[1] .. ' ' .. value .. ' ' .. ARGV[3])
if not accepted then
  return -1
end
redis.call('SET', KEYS[1], ARGV[1])
return tonumber(value)
