using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Groundswell.Attribution;

/// <summary>By how much a service fits better with one more source on, as far as that does not change with the source's age or severity.</summary>
internal readonly struct RatioTerms
{
    private readonly Vector256<double> _up;
    private readonly Vector256<double> _spared;
    private readonly Vector256<double> _down;
    private readonly Vector256<double> _pull;
    private readonly Vector256<double> _pullFit;
    private readonly Vector256<double> _reports;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public RatioTerms(in ServiceCell cell)
    {
        var inverse = 1 / cell.Fit;
        _up = Vector256.Create(cell.Spared * cell.IfUp * inverse);
        _spared = Vector256.Create(cell.Spared);
        _down = Vector256.Create(1 - cell.Spared);
        _pull = Vector256.Create(cell.Pull);
        _pullFit = Vector256.Create(cell.PullFit * inverse);
        _reports = Vector256.Create(cell.Reports);
        Scale = inverse;
    }

    /// <summary>Factor on the weight with which the source's likelihood enters.</summary>
    public double Scale { get; }

    /// <param name="weight">Of the edge, with the source's severity.</param>
    /// <param name="likely">The same times <see cref="Scale"/> and the likelihood of the service's probes.</param>
    /// <param name="failed">P(failed by now).</param>
    /// <param name="reported">P(failed and reported by now).</param>
    /// <param name="onTime">The same, against a report at any time.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector256<double> Ratios(Vector256<double> weight, Vector256<double> likely, Vector256<double> failed, Vector256<double> reported, Vector256<double> onTime)
    {
        var pull = weight * failed;
        var fit = Vector256.FusedMultiplyAdd(likely, Vector256.FusedMultiplyAdd(_reports, onTime, failed - reported), _pullFit);
        var down = Vector256.FusedMultiplyAdd(_spared, pull, _down) * fit / (_pull + pull);
        return _up - (_up * pull) + down;
    }
}
