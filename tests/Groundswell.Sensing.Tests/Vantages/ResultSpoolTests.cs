using Groundswell.Sensing.Vantages;

namespace Groundswell.Sensing.Tests.Vantages;

public sealed class ResultSpoolTests : IDisposable
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 4, 12, 0, 0, TimeSpan.Zero);
    private readonly string _folder = Directory.CreateTempSubdirectory("groundswell-spool-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Batches_come_out_in_the_order_they_went_in_also_after_a_crash()
    {
        var spool = new ResultSpool(_folder, 10, Noon);
        spool.Add([1]);
        spool.Add([2]);
        File.WriteAllBytes(Path.Combine(_folder, "00000000000000000009.batch.tmp"), [9]); // torn

        var restarted = new ResultSpool(_folder, 10, Noon.AddDays(-1)); // the clock went back
        restarted.Add([3]);
        var order = new List<byte>();
        var sequences = new List<long>();
        while (restarted.Peek() is var (sequence, batch))
        {
            order.Add(batch[0]);
            sequences.Add(sequence);
            restarted.Remove(sequence);
        }

        Assert.Equal([1, 2, 3], order);
        Assert.Equal(sequences.Order().Distinct(), sequences);
    }

    [Fact]
    public void When_too_many_wait_the_oldest_go_and_are_counted()
    {
        var spool = new ResultSpool(_folder, 3, Noon);
        foreach (var i in Enumerable.Range(0, 5))
        {
            spool.Add([(byte)i]);
        }

        Assert.Equal((3, 2L, (byte)2), (spool.Count, spool.Dropped, spool.Peek()!.Value.Batch[0]));
    }

    [Fact]
    public void A_batch_stays_until_it_is_taken_off()
    {
        var spool = new ResultSpool(_folder, 3, Noon);
        spool.Add([7]);
        Assert.Equal(spool.Peek()!.Value.Sequence, spool.Peek()!.Value.Sequence);
        Assert.Equal(1, spool.Count);
    }
}
