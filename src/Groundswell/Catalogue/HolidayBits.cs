namespace Groundswell.Catalogue;

/// <summary>
/// One country's holidays as a bit for each day, in blocks of about three years that are worked out when first asked for. Two readers
/// may both do that; they come to the same, and either is kept. A block does not change afterwards.
/// </summary>
internal sealed class HolidayBits(CountryHolidays country)
{
    private const int BlockDays = 1024;
    private const int WordDays = 64;
    private const ulong MinutesPerDay = 24 * 60;
    private static readonly int FirstDay = new DateOnly(HolidayCalendar.FirstYear, 1, 1).DayNumber;
    private static readonly int Days = new DateOnly(HolidayCalendar.LastYear, 12, 31).DayNumber - FirstDay + 1;

    private readonly long _offset = (long)country.Offset.TotalMinutes;
    private readonly ulong[]?[] _blocks = new ulong[]?[(Days + BlockDays - 1) / BlockDays];

    public TimeSpan Offset => country.Offset;

    /// <param name="minute">Since the beginning of the first year, UTC. Minutes outside the calendar's years are no holiday.</param>
    public bool Contains(long minute)
    {
        // A minute before the first day, and one so late that the sum wraps, becomes a day beyond the last.
        var distance = unchecked((ulong)(minute + _offset)) / MinutesPerDay;
        if (distance >= (ulong)Days)
        {
            return false;
        }

        var (number, day) = ((int)distance / BlockDays, (int)distance % BlockDays);
        var block = Volatile.Read(ref _blocks[number]) ?? Build(number);
        return ((block[day / WordDays] >> (day % WordDays)) & 1) != 0;
    }

    private ulong[] Build(int number)
    {
        var first = DateOnly.FromDayNumber(FirstDay + (number * BlockDays));
        var last = DateOnly.FromDayNumber(Math.Min(first.DayNumber + BlockDays, FirstDay + Days) - 1);
        var block = new ulong[BlockDays / WordDays];
        foreach (var (day, _, _) in HolidayDays.Of(country, first.Year, last.Year))
        {
            if (day >= first && day <= last)
            {
                var index = day.DayNumber - first.DayNumber;
                block[index / WordDays] |= 1UL << (index % WordDays);
            }
        }

        Volatile.Write(ref _blocks[number], block);
        return block;
    }
}
