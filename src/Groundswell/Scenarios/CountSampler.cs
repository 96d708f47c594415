namespace Groundswell.Scenarios;

/// <summary>Draws counts: Poisson, and negative binomial as a Poisson whose mean is drawn from a gamma distribution.</summary>
internal static class CountSampler
{
    // From here on transformed rejection is valid (Hörmann 1993 asks for 10 or more); below, multiplying is as fast.
    private const double SmallMean = 10;

    /// <param name="random">The stream; moves on.</param>
    /// <param name="mean">0 or more.</param>
    /// <param name="dispersion">The size r: the variance is mean + mean²/r. Infinite for Poisson.</param>
    public static int Draw(ref ScenarioRandom random, double mean, double dispersion)
    {
        if (mean <= 0)
        {
            return 0;
        }

        return Poisson(ref random, double.IsPositiveInfinity(dispersion) ? mean : Gamma(ref random, dispersion) * (mean / dispersion));
    }

    private static int Poisson(ref ScenarioRandom random, double mean) =>
        mean < SmallMean ? SmallPoisson(ref random, mean) : LargePoisson(ref random, mean);

    private static int SmallPoisson(ref ScenarioRandom random, double mean)
    {
        var limit = Math.Exp(-mean);
        var count = 0;
        for (var product = random.NextDouble(); product > limit; product *= random.NextDouble())
        {
            count++;
        }

        return count;
    }

    /// <summary>Transformed rejection, PTRS in W. Hörmann, "The transformed rejection method for generating Poisson random variables", 1993.</summary>
    private static int LargePoisson(ref ScenarioRandom random, double mean)
    {
        var b = 0.931 + (2.53 * Math.Sqrt(mean));
        var a = -0.059 + (0.02483 * b);
        var inverseAlpha = 1.1239 + (1.1328 / (b - 3.4));
        var squeeze = 0.9277 - (3.6224 / (b - 2));
        var logMean = Math.Log(mean);
        while (true)
        {
            var u = random.NextDouble() - 0.5;
            var v = 1 - random.NextDouble();
            var us = 0.5 - Math.Abs(u);
            if (us <= 0)
            {
                continue;
            }

            var k = Math.Floor((((2 * a / us) + b) * u) + mean + 0.43);
            if (us >= 0.07 && v <= squeeze)
            {
                return (int)k;
            }

            if (k < 0 || (us < 0.013 && v > us))
            {
                continue;
            }

            if (Math.Log(v) + Math.Log(inverseAlpha) - Math.Log((a / (us * us)) + b) <= (k * logMean) - mean - LogFactorial(k))
            {
                return (int)k;
            }
        }
    }

    /// <summary>Unit-scale gamma: G. Marsaglia, W. W. Tsang, "A simple method for generating gamma variables", ACM TOMS 26, 2000.</summary>
    private static double Gamma(ref ScenarioRandom random, double shape)
    {
        if (shape < 1)
        {
            return Gamma(ref random, shape + 1) * Math.Pow(1 - random.NextDouble(), 1 / shape);
        }

        var d = shape - (1.0 / 3);
        var c = 1 / Math.Sqrt(9 * d);
        while (true)
        {
            var x = Normal(ref random);
            var v = Math.Pow(1 + (c * x), 3);
            if (v > 0 && Math.Log(1 - random.NextDouble()) < (0.5 * x * x) + (d * (1 - v + Math.Log(v))))
            {
                return d * v;
            }
        }
    }

    private static double Normal(ref ScenarioRandom random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(Math.Tau * random.NextDouble());

    // Stirling's series; for k of 10 or more its error is below 1e-10, and smaller factors are multiplied out.
    private static double LogFactorial(double k)
    {
        var correction = 0.0;
        for (; k < 10; k++)
        {
            correction += Math.Log(k + 1);
        }

        var inverse = 1 / k;
        return ((k + 0.5) * Math.Log(k)) - k + (0.5 * Math.Log(Math.Tau))
            + (inverse * ((1.0 / 12) - (inverse * inverse * ((1.0 / 360) - (inverse * inverse / 1260))))) - correction;
    }
}
