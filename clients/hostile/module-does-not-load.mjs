// Cannot be imported.
throw new Error('no licence key');
