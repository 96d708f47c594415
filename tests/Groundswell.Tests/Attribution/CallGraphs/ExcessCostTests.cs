using Groundswell.Attribution.CallGraphs;

namespace Groundswell.Tests.Attribution.CallGraphs;

public sealed class ExcessCostTests
{
    /// <summary>Ten calls a row at a second each, whose sum swings by four seconds.</summary>
    private static readonly UsualCost Usual = new(Level: 1, Noise: 4, CallsPerRow: 10);

    [Fact]
    public void A_window_that_is_unlike_the_usual_all_over_is_compared_with_itself()
    {
        var excess = Of([5, 5, 5, 5, 5, 5]);

        Assert.InRange(excess.Amount, 0, 8);
        Assert.InRange(excess.Deviations, 0, 1);
    }

    [Fact]
    public void What_costs_more_in_the_rows_of_the_fault_alone_stands_out()
    {
        var excess = Of([1, 1, 5, 5, 1, 1]);

        Assert.InRange(excess.Amount, 39, 41);
        Assert.InRange(excess.Deviations, 8, 20);
    }

    [Fact]
    public void Without_quiet_rows_the_evidence_has_an_end()
    {
        Assert.Equal(4.5, Of([9, 9, 9], new FaultRows(0, 2)).Deviations, 9);
    }

    [Fact]
    public void A_row_without_calls_in_the_fault_counts_as_one_without_excess()
    {
        Assert.Equal(Of([1, 1, 5, 5, 1, 1]).Amount / 2, Of([1, 1, 5, double.NaN, 1, 1]).Amount, 9);
    }

    [Fact]
    public void Of_a_node_that_was_hardly_called_all_cost_is_new()
    {
        var excess = ExcessCost.Of(Window([2, 2, 2]), 0, new UsualCost(1, 1, CallsPerRow: 0.5), new FaultRows(1, 1), CallTrouble.Slowness);

        Assert.True(excess.IsNew);
        Assert.Equal(20, excess.Amount, 9);
    }

    private static ExcessCost Of(double[] costs, FaultRows? fault = null) =>
        ExcessCost.Of(Window(costs), 0, Usual, fault ?? new FaultRows(2, 3), CallTrouble.Slowness);

    private static CallLoads Window(double[] costs) => new([Array.ConvertAll(costs, _ => 10.0)], [costs]);
}
