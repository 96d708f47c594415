using System.Runtime.Intrinsics;
using Groundswell.Detection;

namespace Groundswell.Bench.Lives;

/// <summary>
/// What the detector would say of one service, minute by minute: ln of the Bayes factor has the mean ±m and the variance 2m of a series
/// of m nats, follows what users report with the delay of a window of a few minutes, and its chance part has the memory of that window.
/// </summary>
internal sealed class LifeSeries(LifeService service, IReadOnlyList<LifeSpell> spells, Dice dice)
{
    private const double Memory = 0.9; // of the chance part, from one minute to the next
    private const double Rising = 0.28; // share of the way to what users report now, in a minute
    private const double Falling = 0.16;
    private const double Chance = 2.4; // chance alone does not call a service down: false reports are spells of their own
    private const double Lowest = -8;
    private const double Highest = 12;
    private const double DownFrom = 5;
    private const double SuspectFrom = 2;
    private const double UsualAgainBelow = -0.5;
    private const double HalfNight = 0.35;
    private const double TiredAfter = 180;
    private const float QuarterMinutes = 15;

    private readonly (float Reports, float Usual)[] _minutes = new (float, float)[RecentCounts.Minutes[^1]];
    private double _level = -1;
    private double _chance = dice.Normal();
    private SeriesState _state = SeriesState.Normal;
    private int _recoveringUntil;
    private int? _onset;

    public ServiceAssessment Next(int minute, DateTimeOffset now)
    {
        var strength = Strength(minute);
        var target = (2 * strength) - 1;
        _level += (target > _level ? Rising : Falling) * (target - _level);
        _chance = (Memory * _chance) + (Math.Sqrt(1 - (Memory * Memory)) * dice.Normal());
        var day = HalfNight + ((1 - HalfNight) * (0.5 - (0.5 * Math.Cos(2 * Math.PI * ((minute / 1440.0) - 0.15)))));
        var information = service.HasReports ? 1.6 * service.Information * day : 0;
        var bound = strength > 0 ? 4 : Chance;
        var factor = Math.Clamp((information * _level) + (0.8 * Math.Sqrt(2 * information) * Math.Clamp(_chance, -4, bound)), Lowest, Highest);
        Follow(minute, factor);
        var usual = 2 * information;
        var recent = usual * (1 + Math.Max(0, 4 * (_level + 1)));
        _minutes[minute % _minutes.Length] = ((float)recent / QuarterMinutes, (float)usual / QuarterMinutes);
        return new ServiceAssessment
        {
            Service = service.Id,
            At = now,
            State = service.HasReports ? _state : SeriesState.Unknown,
            Total = new Assessment
            {
                Bin = now.ToUnixTimeSeconds() / 60,
                State = service.HasReports ? _state : SeriesState.Unknown,
                Observed = usual,
                Expected = usual,
                Lower = 0,
                Upper = 3 * usual,
                Score = 0,
                LogBayesFactor = service.HasReports ? factor : 0,
                Information = information,
            },
            Onset = _onset is { } onset ? now.AddMinutes(onset - minute) : null,
            RecentReports = recent,
            RecentExpected = usual,
            Counts = service.HasReports ? Counts(minute) : default,
        };
    }

    private RecentCounts Counts(int minute)
    {
        var (reports, expected) = (Vector256<float>.Zero, Vector256<float>.Zero);
        var (n, m, past) = (0f, 0f, 0);
        for (var i = 0; i < RecentCounts.Minutes.Length; i++)
        {
            for (; past < RecentCounts.Minutes[i]; past++)
            {
                var (counted, usual) = _minutes[(minute - past + _minutes.Length) % _minutes.Length];
                (n, m) = (n + counted, m + usual);
            }

            (reports, expected) = (reports.WithElement(i, n), expected.WithElement(i, m));
        }

        return new RecentCounts(reports, expected, 1, 0);
    }

    private double Strength(int minute)
    {
        var strength = 0.0;
        foreach (var spell in spells)
        {
            if (spell.ShownAt <= minute && minute < spell.To)
            {
                // Users tire of reporting what goes on for hours.
                var tired = Math.Max(0.7, 1 - (0.3 * Math.Max(0, minute - spell.ShownAt - TiredAfter) / 600));
                strength = Math.Max(strength, Math.Max(0.55, spell.Strength * tired));
            }
        }

        return strength;
    }

    private void Follow(int minute, double factor)
    {
        if (factor > 1 && _onset is null)
        {
            // The excess is found later than it began, and dated back, roughly.
            var began = spells.Where(s => s.ShownAt <= minute && minute < s.To).Select(s => (int)s.ShownAt).DefaultIfEmpty(minute - 3).Max();
            _onset = Math.Min(minute, began + (int)(2 * dice.Normal()));
        }

        _state = _state switch
        {
            _ when factor > DownFrom => SeriesState.Down,
            SeriesState.Down when factor > UsualAgainBelow => SeriesState.Down,
            SeriesState.Down => SeriesState.Recovering,
            SeriesState.Recovering when minute < _recoveringUntil => SeriesState.Recovering,
            _ when factor > SuspectFrom => SeriesState.Suspect,
            _ => SeriesState.Normal,
        };
        _recoveringUntil = _state == SeriesState.Down ? minute + 15 : _recoveringUntil;
        _onset = _state is SeriesState.Normal or SeriesState.Recovering && factor < 0 ? null : _onset;
    }
}
