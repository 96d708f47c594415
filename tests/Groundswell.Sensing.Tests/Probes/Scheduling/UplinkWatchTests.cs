using Groundswell.Sensing.Probes.Scheduling;
using Groundswell.Signals;

namespace Groundswell.Sensing.Tests.Probes.Scheduling;

public sealed class UplinkWatchTests
{
    private static readonly DateTimeOffset Start = new(2025, 10, 20, 7, 0, 0, TimeSpan.Zero);

    private readonly UplinkWatch _watch = new();
    private int _seconds;

    [Fact]
    public void Many_that_fail_one_after_the_other_are_the_fault_of_the_way_there()
    {
        Reach(60);
        Fail(UplinkWatch.LongRun - 1);
        Assert.False(_watch.State.IsLost);

        Fail(1);

        Assert.True(_watch.State.IsLost);
        Assert.Equal(Start.AddSeconds(61), _watch.State.Since);
    }

    [Fact]
    public void One_supplier_that_fails_in_all_its_parts_is_its_own_fault()
    {
        Reach(60);
        for (var i = 0; i < 500; i++)
        {
            Apply("aws", FailureClass.ConnectTimeout);
        }

        Assert.False(_watch.State.IsLost);
    }

    [Fact]
    public void Half_of_all_failing_for_an_hour_is_an_outage_out_there()
    {
        var random = new Random(20251020);
        for (var i = 0; i < 3600; i++)
        {
            var group = random.Next(100);
            Apply($"g{group}", group < 50 ? FailureClass.Timeout : null);
        }

        Assert.False(_watch.State.IsLost);
    }

    [Theory]
    [InlineData(FailureClass.Http5xx)]
    [InlineData(FailureClass.ConnectRefused)]
    [InlineData(FailureClass.TlsExpired)]
    [InlineData(FailureClass.Nxdomain)]
    public void A_failure_that_came_from_the_other_side_shows_that_it_was_reached(FailureClass failure)
    {
        for (var i = 0; i < 100; i++)
        {
            Apply($"g{i % 30}", failure);
        }

        Assert.False(_watch.State.IsLost);
    }

    [Fact]
    public void A_small_plan_says_so_once_all_of_it_has_failed()
    {
        for (var round = 0; round < 2; round++)
        {
            for (var i = 0; i < UplinkWatch.FewestGroups; i++)
            {
                Assert.False(_watch.State.IsLost);
                Apply($"g{i}", round == 0 ? null : FailureClass.Unreachable);
            }
        }

        Assert.True(_watch.State.IsLost);
    }

    [Fact]
    public void A_plan_of_few_suppliers_never_says_so()
    {
        for (var i = 0; i < 500; i++)
        {
            Apply($"g{i % (UplinkWatch.FewestGroups - 1)}", FailureClass.Unreachable);
        }

        Assert.False(_watch.State.IsLost);
    }

    [Fact]
    public void It_stands_again_when_two_suppliers_were_reached()
    {
        Fail(30);
        Apply("g1", null);
        Apply("g1", null);
        Assert.True(_watch.State.IsLost);

        Apply("g2", FailureClass.Http4xx);

        Assert.False(_watch.State.IsLost);
        Fail(5);
        Assert.False(_watch.State.IsLost);
    }

    private void Reach(int count)
    {
        for (var i = 0; i < count; i++)
        {
            Apply($"g{i % 30}", null);
        }
    }

    private void Fail(int count)
    {
        for (var i = 0; i < count; i++)
        {
            Apply($"g{_seconds % 30}", FailureClass.ConnectTimeout);
        }
    }

    private void Apply(string group, FailureClass? failure) => _watch.Apply(group, failure, Start.AddSeconds(++_seconds));
}
