export * from '@coroscope/testing/assert';
