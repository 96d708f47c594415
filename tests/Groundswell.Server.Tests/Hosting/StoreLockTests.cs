using Groundswell.Server.Hosting;

namespace Groundswell.Server.Tests.Hosting;

public sealed class StoreLockTests : IDisposable
{
    private readonly TemporaryFolder _disk = new();

    public void Dispose() => _disk.Dispose();

    [Fact]
    public void A_folder_that_is_not_there_is_made()
    {
        using var held = StoreLock.Take(_disk.File("deep/data"));

        Assert.True(Directory.Exists(_disk.File("deep/data")));
    }

    [Fact]
    public void A_store_is_held_once()
    {
        using var held = StoreLock.Take(_disk.Path);

        var refusal = Assert.Throws<IOException>(() => StoreLock.Take(_disk.Path));

        Assert.StartsWith($"The folder {_disk.Path} cannot be used: ", refusal.Message, StringComparison.Ordinal);
        Assert.EndsWith("Is another node running on it?", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Where_no_folder_can_be_made_the_reason_is_not_that_a_file_is_missing()
    {
        if (!Directory.Exists("/proc"))
        {
            return;
        }

        var refusal = Assert.Throws<IOException>(() => StoreLock.Take("/proc/groundswell/data"));

        Assert.Equal("The folder /proc/groundswell/data cannot be used: no folder can be made in /proc.", refusal.Message);
    }

    [Fact]
    public void A_store_that_was_let_go_can_be_held_again()
    {
        StoreLock.Take(_disk.Path).Dispose();

        using var held = StoreLock.Take(_disk.Path);

        Assert.Throws<IOException>(() => StoreLock.Take(_disk.Path));
    }

    [Fact]
    public void A_refusal_does_not_let_the_holder_go()
    {
        using var held = StoreLock.Take(_disk.Path);
        Assert.Throws<IOException>(() => StoreLock.Take(_disk.Path));

        Assert.Throws<IOException>(() => StoreLock.Take(_disk.Path));
    }

    [Fact]
    public void Two_stores_are_held_beside_each_other()
    {
        using var one = StoreLock.Take(_disk.File("one"));
        using var other = StoreLock.Take(_disk.File("other"));

        Assert.Throws<IOException>(() => StoreLock.Take(_disk.File("one")));
    }

    [Fact]
    public void A_file_in_the_place_of_the_folder_is_refused_with_its_name()
    {
        _disk.Write("data", "not a folder");

        var refusal = Assert.Throws<IOException>(() => StoreLock.Take(_disk.File("data")));

        Assert.Contains(_disk.File("data"), refusal.Message, StringComparison.Ordinal);
    }
}
