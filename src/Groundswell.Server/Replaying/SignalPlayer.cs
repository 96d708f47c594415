using Groundswell.Scenarios;
using Groundswell.Server.Hosting;
using Groundswell.Signals;
using Microsoft.Extensions.DependencyInjection;

namespace Groundswell.Server.Replaying;

/// <summary>Gives a running node what probes and suppliers' pages say on a scenario's day, when its time has come.</summary>
public static class SignalPlayer
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    /// <param name="services">Those of the node.</param>
    /// <param name="signals">The day's.</param>
    /// <param name="from">What was said before is left out.</param>
    /// <param name="now">The scenario's time.</param>
    /// <param name="cancellationToken">Ends the play.</param>
    public static async Task PlayAsync(IServiceProvider services, ScenarioSignals signals, DateTimeOffset from, Func<DateTimeOffset> now, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(signals);
        ArgumentNullException.ThrowIfNull(now);
        var observations = services.GetRequiredService<ObservationFollower>();
        while (!cancellationToken.IsCancellationRequested)
        {
            var to = now();
            if (to > from)
            {
                Give(observations, signals, from, to);
                from = to;
            }

            await Task.Delay(Pause, TimeProvider.System, cancellationToken);
        }
    }
    /// <summary>Hands over what is seen in a time, <paramref name="to"/> left out.</summary>
    internal static void Give(ObservationFollower observations, ScenarioSignals signals, DateTimeOffset from, DateTimeOffset to)
    {
        IReadOnlyList<ProbeResult> results = [.. signals.Results(from, to)];
        if (signals.MayMislead)
        {
            observations.Submit(results);
        }
        else
        {
            observations.SubmitGiven(results);
        }

        observations.Submit([.. signals.Notices(from, to)]);
    }
}
