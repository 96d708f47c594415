using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Groundswell.Attribution;

/// <summary>What of a service's fit does not change with age or severity of one more source.</summary>
internal readonly struct RatioTerms(in ServiceCell cell, double probes)
{
    private readonly Vector256<double> _ifUp = Vector256.Create(cell.IfUp / cell.Fit);
    private readonly Vector256<double> _inverse = Vector256.Create(1 / cell.Fit);
    private readonly Vector256<double> _spared = Vector256.Create(cell.Spared);
    private readonly Vector256<double> _pull = Vector256.Create(cell.Pull);
    private readonly Vector256<double> _pullFit = Vector256.Create(cell.PullFit);
    private readonly Vector256<double> _reports = Vector256.Create(cell.Reports);
    private readonly Vector256<double> _probes = Vector256.Create(probes);

    /// <summary>By how much the service fits better with one more source on.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector256<double> Ratios(Vector256<double> weight, Vector256<double> failed, Vector256<double> reported, Vector256<double> onTime)
    {
        var pull = weight * failed;
        var spared = _spared - (_spared * pull);
        var fit = (_pullFit + (weight * _probes * (failed - reported + (_reports * onTime)))) / (_pull + pull);
        return (spared * _ifUp) + ((Vector256<double>.One - spared) * fit * _inverse);
    }
}
