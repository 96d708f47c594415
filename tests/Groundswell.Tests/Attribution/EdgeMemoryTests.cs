using CsCheck;
using Groundswell.Attribution;
using Groundswell.Catalogue;

namespace Groundswell.Tests.Attribution;

public sealed class EdgeMemoryTests
{
    private static readonly ComponentId Db = ComponentId.Parse("acme/r1/db");
    private readonly EdgeMemory _memory = new((_, _) => 0.45, (_, _) => 4);

    [Fact]
    public void Nothing_is_known_of_an_edge_that_no_incident_touched() => Assert.Equal((null, null), (_memory.Weight(Db, "shop"), _memory.LagMinutes(Db, "shop")));

    [Fact]
    public void A_dependent_that_fails_every_time_comes_to_weigh_more_and_one_that_never_does_less()
    {
        foreach (var _ in Enumerable.Range(0, 20))
        {
            _memory.Learn(Db, "shop", 1, 1, 8);
            _memory.Learn(Db, "bank", 0, 1, null);
        }

        Assert.InRange(_memory.Weight(Db, "shop")!.Value, 0.85, 1);
        Assert.InRange(_memory.Weight(Db, "bank")!.Value, 0, 0.1);
    }

    [Fact]
    public void Little_is_learnt_from_who_survives_a_mild_failure()
    {
        _memory.Learn(Db, "mild", 0, 0.1, null);
        _memory.Learn(Db, "whole", 0, 1, null);
        Assert.True(_memory.Weight(Db, "mild") > _memory.Weight(Db, "whole"));
    }

    [Fact]
    public void Lags_come_near_what_was_seen_and_one_alone_moves_them_little()
    {
        _memory.Learn(Db, "shop", 1, 1, 16);
        Assert.InRange(_memory.LagMinutes(Db, "shop")!.Value, 4, 6);
        foreach (var _ in Enumerable.Range(0, 100))
        {
            _memory.Learn(Db, "shop", 1, 1, 16);
        }

        Assert.InRange(_memory.LagMinutes(Db, "shop")!.Value, 14, 16);
    }

    [Fact]
    public void A_weight_stays_a_probability_whatever_is_learnt() =>
        Gen.Select(Gen.Double[-1, 2], Gen.Double[-1, 2]).Array[1, 50].Sample(incidents =>
        {
            var memory = new EdgeMemory((_, _) => 0.85, (_, _) => 2);
            foreach (var (failed, severity) in incidents)
            {
                memory.Learn(Db, "shop", failed, severity, 1);
            }

            Assert.InRange(memory.Weight(Db, "shop")!.Value, 0, 1);
        });
}
