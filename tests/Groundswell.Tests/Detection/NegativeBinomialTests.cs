using CsCheck;
using Groundswell.Detection;

namespace Groundswell.Tests.Detection;

public sealed class NegativeBinomialTests
{
    private static readonly Gen<(double Mean, double Size)> Laws =
        Gen.Select(Gen.Double[-4, 2.5], Gen.Double[-2, 4], (m, r) => (Math.Pow(10, m), Math.Pow(10, r)));

    [Fact]
    public void The_tail_is_the_sum_of_its_terms() =>
        Gen.Select(Laws, Gen.Int[1, 400]).Sample((law, n) =>
        {
            var exact = LogTailBySum(n, law.Mean, law.Size);
            Assert.Equal(exact, NegativeBinomial.LogUpperTail(n, law.Mean, law.Size), Math.Max(1e-9, Math.Abs(exact) * 1e-9));
        });

    [Fact]
    public void The_probabilities_of_all_counts_add_up_to_the_tails() =>
        Gen.Select(Laws, Gen.Int[0, 60], Gen.Int[0, 60]).Sample((law, n, more) =>
        {
            var between = Math.Exp(NegativeBinomial.LogUpperTail(n, law.Mean, law.Size)) - Math.Exp(NegativeBinomial.LogUpperTail(n + more + 1, law.Mean, law.Size));

            var sum = Enumerable.Range(n, more + 1).Sum(k => Math.Exp(NegativeBinomial.LogProbability(k, law.Mean, law.Size)));
            Assert.Equal(between, sum, 1e-9);
        });

    [Fact]
    public void The_far_tail_keeps_its_digits()
    {
        var tail = NegativeBinomial.LogUpperTail(100_000, 10, 5);

        Assert.Equal(LogTailBySum(100_000, 10, 5), tail, 1e-6);
        Assert.True(tail < -30_000);
    }

    [Fact]
    public void Without_overdispersion_it_is_Poissons_law()
    {
        var size = NegativeBinomial.Size(4, 4);

        Assert.Equal(Math.Log(1 - (Math.Exp(-4) * (1 + 4 + 8))), NegativeBinomial.LogUpperTail(3, 4, size), 1e-6);
    }

    [Fact]
    public void One_more_report_is_never_less_surprising() =>
        Gen.Select(Laws, Gen.Int[0, 5000]).Sample((law, n) =>
            NegativeBinomial.LogUpperTail(n + 1, law.Mean, law.Size) <= NegativeBinomial.LogUpperTail(n, law.Mean, law.Size) + 1e-9);

    [Fact]
    public void Quantiles_hold_their_share_of_the_law() =>
        Gen.Select(Gen.Double[0.5, 300], Gen.Double[2, 1000]).Sample((mean, size) =>
        {
            var upper = Math.Floor(NegativeBinomial.Quantile(0.975, 1.959964, mean, size));

            var beyond = Math.Exp(NegativeBinomial.LogUpperTail(upper + 1, mean, size));
            Assert.InRange(beyond, 0.001, 0.04);
        });

    [Fact]
    public void The_logarithm_of_gamma_agrees_with_factorials()
    {
        var factorial = 0.0;
        for (var n = 1; n < 60; n++)
        {
            Assert.Equal(factorial, NegativeBinomial.LogGamma(n), 1e-11);
            factorial += Math.Log(n);
        }
    }

    private static double LogTailBySum(int n, double mean, double size)
    {
        var lnQ = Math.Log(mean) - Math.Log(mean + size);
        var term = NegativeBinomial.LogGamma(n + size) - NegativeBinomial.LogGamma(n + 1) - NegativeBinomial.LogGamma(size)
            + (n * lnQ) + (size * (Math.Log(size) - Math.Log(mean + size)));
        double sum = 0, ratio = 1;
        for (var k = n; ratio > 1e-18 * sum || k < mean * 3; k++)
        {
            sum += ratio;
            ratio *= (k + size) / (k + 1) * Math.Exp(lnQ);
        }

        return term + Math.Log(sum);
    }
}
