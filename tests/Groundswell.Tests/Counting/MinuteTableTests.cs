using CsCheck;
using Groundswell.Catalogue;
using Groundswell.Counting;
using Groundswell.Signals;

namespace Groundswell.Tests.Counting;

public sealed class MinuteTableTests
{
    private const int Start = 29_000_000;

    private static readonly RegionId[] Regions = [RegionId.Unknown, RegionId.Parse("GB"), RegionId.Parse("US-CA")];

    private static readonly Gen<CountedReport> Reports =
        from service in Gen.Int[1, 4]
        from symptom in Gen.Int[1, 3]
        from region in Gen.Int[0, 2]
        from offset in Gen.Int[-1_600, 300]
        select new CountedReport(service, symptom, Regions[region], Start + offset);

    [Fact]
    public void It_counts_as_a_dictionary_would_and_forgets_what_is_older_than_its_window() => Reports.Array[0, 400].Sample(reports =>
    {
        var table = new MinuteTable(Start);
        var model = new Dictionary<CountedReport, int>();
        foreach (var report in reports)
        {
            if (table.Add(report))
            {
                model[report] = model.GetValueOrDefault(report) + 1;
            }

            foreach (var old in model.Keys.Where(k => k.Minute < table.OldestMinute).ToList())
            {
                model.Remove(old);
            }
        }

        Assert.Equal(model, ReadAll(table));
        Assert.Equal(model.Count, table.Count);
    });

    [Fact]
    public void The_order_of_reports_within_the_window_does_not_matter() => Reports.Where(r => r.Minute > Start - 1_000).Array[0, 100].Sample(reports =>
    {
        var forwards = new MinuteTable(Start);
        var backwards = new MinuteTable(Start);
        foreach (var report in reports)
        {
            forwards.Add(report);
        }

        foreach (var report in reports.Reverse())
        {
            backwards.Add(report);
        }

        Assert.Equal(ReadAll(forwards), ReadAll(backwards));
    });

    [Fact]
    public void Only_minutes_that_changed_are_handed_to_the_store()
    {
        var table = new MinuteTable(Start);
        table.Add(Report(Start - 10));
        table.Add(Report(Start));
        table.MarkClean();
        table.Add(Report(Start - 10));

        var dirty = Assert.Single(table.ReadDirty());

        Assert.Equal(Start - 10, dirty.Minute);
        Assert.Equal(2, dirty.Count);
    }

    [Fact]
    public void A_report_older_than_the_window_is_refused()
    {
        var table = new MinuteTable(Start);

        Assert.False(table.Add(Report(Start - MinuteTable.LiveMinutes)));
        Assert.True(table.Add(Report(Start - MinuteTable.LiveMinutes + 1)));
    }

    [Fact]
    public void A_clock_that_jumps_by_weeks_leaves_nothing_in_the_window_and_loses_nothing_that_is_not_stored()
    {
        var table = new MinuteTable(Start);
        table.Add(Report(Start));
        table.Advance(Start + 50_000);

        Assert.Equal(0, table.Count);
        Assert.Equal(1, Assert.Single(table.ReadDirty()).Count);
        Assert.True(table.Add(Report(Start + 50_000)));
    }

    private static CountedReport Report(int minute) => new(1, 1, Regions[1], minute);

    private static Dictionary<CountedReport, int> ReadAll(MinuteTable table)
    {
        var all = new Dictionary<CountedReport, int>();
        for (var minute = table.OldestMinute; minute <= table.NewestMinute; minute++)
        {
            table.ReadMinute(minute, (RollupBin bin) => all.Add(new CountedReport(bin.Service, bin.Symptom, bin.Region, bin.Minute), bin.Count));
        }

        return all;
    }
}
