namespace Groundswell.Attribution;

/// <summary>
/// P(how a probe fails | what broke), from published post-mortems; mixed with the uniform, since no table is that sure of itself.
/// </summary>
internal static class SignatureTable
{
    public const int Modes = 7;

    private const double Trust = 0.8;

    // Columns as in FailureMode: no such name, empty, name server failure, timeout, refused, TLS, server error.
    private static readonly double[] Failing =
    [
        .10, .05, .50, .35, .00, .00, .00, // name servers
        .10, .55, .20, .15, .00, .00, .00, // an endpoint's record
        .00, .00, .05, .75, .10, .00, .10, // network
        .00, .00, .00, .40, .30, .10, .20, // load balancer
        .00, .00, .00, .40, .20, .00, .40, // compute
        .00, .00, .00, .15, .05, .10, .70, // edge
        .00, .00, .00, .10, .00, .90, .00, // certificates
        .00, .00, .00, .25, .00, .00, .75, // application
    ];

    // What a probe of something that works fails with by itself.
    private static readonly double[] Noise = [.00, .00, .10, .60, .00, .00, .30];

    /// <summary>ln P(mode | mechanism) / P(mode | a probe's own failure).</summary>
    public static double LogRatio(Mechanism mechanism, FailureMode mode) =>
        Math.Log(Mixed(Failing[((int)mechanism * Modes) + (int)mode]) / Mixed(Noise[(int)mode]));

    private static double Mixed(double probability) => (Trust * probability) + ((1 - Trust) / Modes);
}
