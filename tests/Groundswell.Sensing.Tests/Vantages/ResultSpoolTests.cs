using CsCheck;
using Groundswell.Sensing.Vantages;

namespace Groundswell.Sensing.Tests.Vantages;

public sealed class ResultSpoolTests : IDisposable
{
    private const long Plenty = 1 << 20;
    private static readonly DateTimeOffset Noon = new(2026, 3, 4, 12, 0, 0, TimeSpan.Zero);
    private readonly string _folder = Directory.CreateTempSubdirectory("groundswell-spool-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Batches_come_out_in_the_order_they_went_in_also_after_a_crash()
    {
        using (var spool = new ResultSpool(_folder, 10, Plenty, Noon))
        {
            spool.Add([1], isCorrected: true);
            spool.Add([2], isCorrected: false);
        }

        File.WriteAllBytes(Path.Combine(_folder, "00000000000000000009.batch.tmp"), [9]); // torn

        using var restarted = new ResultSpool(_folder, 10, Plenty, Noon.AddDays(-1)); // the clock went back
        restarted.Add([3], isCorrected: true);

        var taken = TakeAll(restarted);
        Assert.Equal([(1, true), (2, false), (3, true)], taken.Select(b => ((int)b.Bytes[0], b.IsCorrected)));
        Assert.Equal(taken.Select(b => b.Sequence).Order().Distinct(), taken.Select(b => b.Sequence));
        Assert.Empty(Directory.GetFiles(_folder, "*.batch"));
        Assert.Empty(Directory.GetFiles(_folder, "*.tmp"));
    }

    [Fact]
    public void A_number_is_not_used_again_though_all_is_sent_and_the_clock_went_back()
    {
        long first;
        using (var spool = new ResultSpool(_folder, 10, Plenty, Noon))
        {
            spool.Add([1], isCorrected: true);
            first = spool.Peek()!.Sequence;
            spool.Remove(first);
        }

        using var restarted = new ResultSpool(_folder, 10, Plenty, Noon.AddYears(-3));
        restarted.Add([2], isCorrected: true);

        Assert.True(restarted.Peek()!.Sequence > first);
    }

    [Theory]
    [InlineData(3, Plenty)]
    [InlineData(100, 3)]
    public void When_too_much_waits_the_oldest_go_and_are_counted(int most, long mostBytes)
    {
        using var spool = new ResultSpool(_folder, most, mostBytes, Noon);
        foreach (var i in Enumerable.Range(0, 5))
        {
            spool.Add([(byte)i], isCorrected: true);
        }

        Assert.Equal((3, 2L, (byte)2), (spool.Count, spool.Dropped, spool.Peek()!.Bytes[0]));
        Assert.Equal(3, Directory.GetFiles(_folder, "*.batch").Length);
    }

    [Fact]
    public void A_batch_stays_until_it_is_taken_off()
    {
        using var spool = new ResultSpool(_folder, 3, Plenty, Noon);
        spool.Add([7], isCorrected: true);

        Assert.Equal(spool.Peek()!.Sequence, spool.Peek()!.Sequence);
        Assert.Equal(1, spool.Count);
    }

    [Fact]
    public void A_file_that_is_gone_is_counted_as_lost_and_the_next_comes()
    {
        using var spool = new ResultSpool(_folder, 3, Plenty, Noon);
        spool.Add([1], isCorrected: true);
        spool.Add([2], isCorrected: true);
        File.Delete(Directory.GetFiles(_folder, "*.batch").Order(StringComparer.Ordinal).First());

        Assert.Equal(((byte)2, 1L, 1), (spool.Peek()!.Bytes[0], spool.Dropped, spool.Count));
    }

    [Fact]
    public void Where_the_disk_refuses_the_latest_wait_in_memory()
    {
        using var spool = new ResultSpool(_folder, 1000, Plenty, Noon);
        spool.Add([200], isCorrected: true);

        // The disk refuses every file that is written beside: its name is a folder.
        var next = spool.Peek()!.Sequence + 1;
        foreach (var i in Enumerable.Range(0, ResultSpool.MostHeld + 5))
        {
            Directory.CreateDirectory(Path.Combine(_folder, $"{next + i:D20}.batch.tmp"));
            spool.Add([(byte)i], isCorrected: true);
        }

        Assert.NotNull(spool.Refusal);
        Assert.Equal(5, spool.Dropped);
        Assert.Equal([200, .. Enumerable.Range(5, ResultSpool.MostHeld)], TakeAll(spool).Select(b => (int)b.Bytes[0]));
    }

    [Fact]
    public void A_second_process_is_kept_out()
    {
        using var spool = new ResultSpool(_folder, 3, Plenty, Noon);

        Assert.Throws<IOException>(() => new ResultSpool(_folder, 3, Plenty, Noon));
    }

    [Fact]
    public void New_numbers_are_above_the_one_named_and_keep_the_order() => Gen.Select(Gen.Int[1, 8], Gen.Long[-5, 20]).Sample(
        (count, above) =>
        {
            var folder = Directory.CreateDirectory(Path.Combine(_folder, Guid.NewGuid().ToString())).FullName;
            using (var spool = new ResultSpool(folder, 100, Plenty, Noon))
            {
                Enumerable.Range(0, count).ToList().ForEach(i => spool.Add([(byte)i], isCorrected: i % 2 == 0));
                var last = spool.Peek()!.Sequence + above;
                Assert.True(spool.TryRenumber(last));
                Assert.True(spool.Peek()!.Sequence > last);
                spool.Add([(byte)count], isCorrected: count % 2 == 0);
            }

            using var restarted = new ResultSpool(folder, 100, Plenty, Noon.AddDays(-1));
            var taken = TakeAll(restarted);
            Assert.Equal(Enumerable.Range(0, count + 1).Select(i => (i, i % 2 == 0)), taken.Select(b => ((int)b.Bytes[0], b.IsCorrected)));
        },
        iter: 50,
        threads: 1);

    private static List<SpooledBatch> TakeAll(ResultSpool spool)
    {
        var taken = new List<SpooledBatch>();
        while (spool.Peek() is { } batch)
        {
            taken.Add(batch);
            spool.Remove(batch.Sequence);
        }

        return taken;
    }
}
