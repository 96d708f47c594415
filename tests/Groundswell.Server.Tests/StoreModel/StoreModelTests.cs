using CsCheck;

namespace Groundswell.Server.Tests.StoreModel;

/// <summary>Lives of a store that nobody thought of: each is made from its seed, which a failure names together with the shortest life that still fails.</summary>
public sealed class StoreModelTests
{
    private const int LivesEach = 12;

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Every_acknowledged_report_is_counted_once_whatever_becomes_of_node_clock_and_files(int part)
    {
        for (var seed = part * LivesEach; seed < (part + 1) * LivesEach; seed++)
        {
            var steps = StoreStep.Steps.Generate(new PCG((uint)seed, 20251020), null, out _);
            if (await LiveAsync(steps) is { } fault)
            {
                Assert.Fail($"Seed {seed}: {await ShortenAsync(steps) ?? string.Join(", ", (object[])steps)}\n{fault}");
            }
        }
    }

    private static async Task<string?> LiveAsync(IEnumerable<StoreStep> steps)
    {
        using var folder = new TemporaryFolder();
        await using var store = new ModelledStore(folder.Path);
        try
        {
            await store.StartAsync();
            foreach (var step in steps)
            {
                await store.RunAsync(step);
            }

            await store.StopAsync();
            return null;
        }
        catch (Exception fault) when (!TestContext.Current.CancellationToken.IsCancellationRequested)
        {
            return fault.ToString();
        }
    }

    private static async Task<string?> ShortenAsync(StoreStep[] steps)
    {
        for (var i = steps.Length - 1; i >= 0; i--)
        {
            StoreStep[] fewer = [.. steps[..i], .. steps[(i + 1)..]];
            if (await LiveAsync(fewer) is not null)
            {
                steps = fewer;
            }
        }

        return string.Join(", ", (object[])steps);
    }
}
